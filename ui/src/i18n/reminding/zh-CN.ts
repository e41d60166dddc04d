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
  standing: {
    both: '您手上有 {overdue} 件已超时、{soon} 件快到期',
    overdue: '您手上有 {overdue} 件已超时',
    soon: '您手上有 {soon} 件快到期',
  },
  more: '另有 {n} 条',
  putAway: '知道了',
  label: '时限提醒',
} as const
