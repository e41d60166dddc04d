/** What the gallery shows: an afternoon at a counter. */
import type { CodeGroup } from '@/shared/components/CodePicker.vue'
import type { Step } from '@/shared/components/Steps.vue'
import type { SlotPart } from '@/shared/components/SlotText.vue'
import type { Note } from '@/shared/notes'

export const NOW = new Date('2026-11-21T06:32:07Z')
const hoursFromNow = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000).toISOString()

export interface Row {
  number: string
  customer: string
  mark?: { text: string; tone: 'red' | 'sky' }
  phone: string
  kind: string
  gist: string
  due: string
  step: string
  next: string
}

export const rows: Row[] = [
  {
    number: '007',
    customer: '张先生',
    mark: { text: '第 3 次', tone: 'red' },
    phone: '138****5678',
    kind: '宽带频繁障碍',
    gist: '每 15 分钟掉线一次，重启无效，上午的视频会议中断两次',
    due: hoursFromNow(-1 / 3),
    step: '6 回访',
    next: '打电话回访',
  },
  {
    number: '009',
    customer: '李女士',
    phone: '139****1122',
    kind: '套餐与宣传不符',
    gist: '承诺的优惠没有到账',
    due: hoursFromNow(1.87),
    step: '5 征询',
    next: '签字',
  },
  {
    number: '010',
    customer: '欧阳先生',
    mark: { text: '代理人', tone: 'sky' },
    phone: '186****0031',
    kind: '移机超时',
    gist: '已签待装协议，约定每周联系一次',
    due: hoursFromNow(3),
    step: '4 方案',
    next: '约定下次联系',
  },
  {
    number: '011',
    customer: '䶮女士',
    phone: '133****7790',
    kind: '不知情订购',
    gist: '',
    due: hoursFromNow(28),
    step: '3 收集',
    next: '等后台回单',
  },
  {
    number: '012',
    customer: '赵先生',
    phone: '150****2406',
    kind: '等候过长',
    gist: '',
    due: hoursFromNow(30),
    step: '2 致歉',
    next: '继续',
  },
]

export const steps: Step[] = [
  { id: 'listen', label: '倾听', note: '愤怒 · 2:10', state: 'done' },
  { id: 'apologize', label: '致歉', note: '已说', state: 'done' },
  { id: 'gather', label: '收集', note: '事实 4/6', state: 'now' },
  { id: 'propose', label: '方案', note: '至少两个', state: 'open' },
  { id: 'ask', label: '征询', state: 'blocked', why: '先给出方案' },
  { id: 'follow', label: '回访', state: 'blocked', why: '先征询客户意见' },
]

const items = (...labels: string[]) =>
  labels.map((label, at) => ({ digit: String((at + 1) % 10), value: label, label }))
export const codes: CodeGroup[] = [
  {
    digit: '1',
    label: '移动网络',
    items: items('无信号或信号弱', '上网慢', '通话掉线', '高峰拥塞', '漫游异常', '割接停机'),
  },
  {
    digit: '2',
    label: '固网宽带',
    items: items('修障超时', '频繁障碍', '速率不达标', '装机超时', '移机超时', '资源不足待装'),
  },
  {
    digit: '3',
    label: '资费争议',
    items: items(
      '不明扣费',
      '流量消耗快',
      '关流量仍计费',
      '与宣传不符',
      '月初月中扣费',
      '停机未提醒',
      '违约金',
      '退费未到',
    ),
  },
  { digit: '4', label: '增值业务', items: items('不知情订购', '第三方扣费', '声讯', '彩铃', '体验转收费') },
  {
    digit: '5',
    label: '营销承诺',
    items: items('服务未兑现', '优惠未到账', '误导介绍', '强制或外呼订购', '合约限制'),
  },
  { digit: '6', label: '业务办理', items: items('改套餐受限', '销户', '携号转网', '过户补卡', '二次号') },
  { digit: '7', label: '服务渠道', items: items('服务态度', '等候过长', '办理差错', '答复不一', '未回电') },
  { digit: '8', label: '信息安全', items: items('骚扰电话', '垃圾短信', '诈骗电话', '疑似泄露') },
  { digit: '9', label: '终端设备', items: items('光猫', '机顶盒', '手机') },
  { digit: '0', label: '其他', items: items('其他') },
]

export const wording: { key: string; parts: SlotPart[] }[] = [
  {
    key: '1',
    parts: [
      { text: '会议断了两次，确实很耽误事。请问' },
      { slot: '称呼', value: '张先生' },
      { text: '，断线时光猫上有没有红灯？' },
    ],
  },
  {
    key: '2',
    parts: [
      { text: '我跟您核对一下：' },
      { slot: '时间', value: '今天 10:00' },
      { text: '起，' },
      { slot: '地址' },
      { text: '的宽带大约每 15 分钟断一次，对吗？' },
    ],
  },
]

const nothing = () => undefined
export const notes: Note[] = [
  {
    id: 'escalation',
    gravity: 'red',
    title: '已升级至值班经理，等待接收',
    line: '还没有告知客户由谁跟进、何时答复 · 明天 18:00 前答复',
    deeds: [{ id: 'told', label: '已告知客户', press: nothing }],
  },
  {
    id: 'waiting',
    gravity: 'sky',
    title: '客户按约定等待：小区分光器扩容',
    line: '下次联系 周五 10:00',
    deeds: [{ id: 'waiting-told', label: '记联系…', press: nothing }],
  },
]
