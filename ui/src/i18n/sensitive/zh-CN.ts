export default {
  capacity: { press: '媒体记者', lawyer: '律师', expert: '专家', official: '公职人员' },
  field: '来访身份',
  none: '一般来访',
  hint: '选了即报值班经理；权利和时限与其他客户一样',
  choose: '请选来访身份',
  report: {
    title: '媒体、律师等来访，报经理',
    description: '以礼相待，先讲事实。报告后这张单标为优先，经理随即看到；权利和时限与其他客户一样。',
    go: '报告经理',
  },
  came: '{who}来访',
  waits: '{at} {name}报告，等经理知悉',
  noted: '{name}已于 {at} 知悉',
  note: '知悉',
  takeBack: '撤回',
  agreedOnly: '只按统一口径答复，已报值班经理',
  notice: { label: '等经理知悉的来访', line: '{who}来访，请到场：{summary}', open: '看 {number}' },
} as const
