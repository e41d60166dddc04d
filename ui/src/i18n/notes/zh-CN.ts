/* 工单和队列上方的一行提示。 */
export default {
  ticket: '这张单的提示',
  queue: '提示',
  more: '另有 {n} 项',
  details: '详情',
  all: '{n} 项提示',
  close: '收起',
} as const
