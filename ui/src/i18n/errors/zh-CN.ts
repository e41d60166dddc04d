/* One entry per error code: what happened, what was kept, what to do. */
export default {
  unexpected: {
    happened: '出现了意外的问题',
    kept: '已输入的内容都存好了',
    todo: '请再试一次；仍不行时，把事件编号告诉管理员',
  },
  no_shell: {
    happened: '这个页面没有在安诉窗口里打开',
    kept: '没有改动任何数据',
    todo: '请从桌面启动安诉',
  },
} as const
