export default {
  kind: { waiting_agreement: '待装协议', authorisation_letter: '授权委托书' },
  what: {
    waiting_agreement: '一式两份，客户和营业厅各留一份。',
    authorisation_letter: '由委托人填写、打勾并亲笔签名；签好后扫描，添加为证据材料。',
  },
  masked: '号码已隐去：您的岗位不能看完整号码。',
  page: '第 {page} 页',
  broken: '无法显示预览。可以直接打印或保存。',
  print: '打印',
  save: '保存 PDF',
  printed: '已交给打印机',
  saved: '已保存：{path}',
} as const
