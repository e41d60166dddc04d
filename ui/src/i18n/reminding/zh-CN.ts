export default {
  title: '安诉 · 时限提醒',
  one: {
    ahead: '{number} {what}，{at}到期',
    last_warning: '{number} {what}，{at}到期',
    passed: '{number} {what}，已过 {at}的时限',
  },
  many: {
    ahead: '{n} 项承诺快到期',
    last_warning: '{n} 项时限快到期',
    passed: '{n} 项时限已超时',
    passed_promise: '{n} 项承诺已逾期',
  },
  putAway: '知道了',
  putAllAway: '全部知道了',
  open: '打开这张单',
} as const
