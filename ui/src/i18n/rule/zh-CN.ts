/* 营业厅自己的规则：保存、同事同时修改、离开。 */
export default {
  save: {
    go: '保存',
    discard: '放弃修改',
    discarded: '已恢复原样',
    nothing: '没有改动',
    stale: '请先选择保留哪一份',
  },
  stale: {
    happened: '您修改期间，{who}在 {at} 也改过',
    kept: '您填的都还在。保存您的版本会覆盖同事的改动。',
    mine: '保留我的',
    theirs: '采用同事的',
  },
  leave: {
    title: '改动还没有保存',
    text: '已留作草稿，下次打开这里接着改。{until}',
    go: '先离开',
  },
} as const
