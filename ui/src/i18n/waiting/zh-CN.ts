export default {
  what: '等待事项',
  example: '如：小区分光器扩容，腾出空闲端口',
  every: '联系周期',
  days: '{n} 天',
  next: '第一次联系',
  until: '最迟答复时间',
  contact: '联系负责人',
  agree: {
    description: '等待不停任何法定时限；到了约定的日子，这位客户会自动列入回访清单。',
    go: '登记约定',
  },
  note: '客户按约定等待：{what}',
  times: '下次联系 {next} · 最迟答复 {until} · {contact}',
  paper: '待装协议…',
  told: { open: '记录联系…', note: '联系情况', go: '登记联系' },
  end: { open: '结束等待…', why: '为什么', note: '备注', go: '结束等待' },
  over: { arrived: '资源已到位', withdrawn: '客户不再等' },
} as const
