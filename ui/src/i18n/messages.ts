/* One folder per feature, Chinese and English side by side. A new folder needs one line in each list. */
import agreementEn from './agreement/en'
import agreement from './agreement/zh-CN'
import appEn from './app/en'
import app from './app/zh-CN'
import auditEn from './audit/en'
import audit from './audit/zh-CN'
import authorityEn from './authority/en'
import authority from './authority/zh-CN'
import backupEn from './backup/en'
import backup from './backup/zh-CN'
import coachEn from './coach/en'
import coach from './coach/zh-CN'
import contactEn from './contact/en'
import contact from './contact/zh-CN'
import escalationEn from './escalation/en'
import escalation from './escalation/zh-CN'
import errorsEn from './errors/en'
import errors from './errors/zh-CN'
import followingEn from './following/en'
import following from './following/zh-CN'
import incidentEn from './incident/en'
import incident from './incident/zh-CN'
import intakeEn from './intake/en'
import intake from './intake/zh-CN'
import libraryEn from './library/en'
import library from './library/zh-CN'
import namesEn from './names/en'
import names from './names/zh-CN'
import notesEn from './notes/en'
import notes from './notes/zh-CN'
import ordersEn from './orders/en'
import orders from './orders/zh-CN'
import paperEn from './paper/en'
import paper from './paper/zh-CN'
import personalEn from './personal/en'
import personal from './personal/zh-CN'
import practiceEn from './practice/en'
import practice from './practice/zh-CN'
import promiseEn from './promise/en'
import promise from './promise/zh-CN'
import queueEn from './queue/en'
import queue from './queue/zh-CN'
import remindingEn from './reminding/en'
import reminding from './reminding/zh-CN'
import repairEn from './repair/en'
import repair from './repair/zh-CN'
import ruleEn from './rule/en'
import rule from './rule/zh-CN'
import sensitiveEn from './sensitive/en'
import sensitive from './sensitive/zh-CN'
import settingsEn from './settings/en'
import settings from './settings/zh-CN'
import sharedEn from './shared/en'
import shared from './shared/zh-CN'
import sheetEn from './sheet/en'
import sheet from './sheet/zh-CN'
import signEn from './sign/en'
import sign from './sign/zh-CN'
import startEn from './start/en'
import start from './start/zh-CN'
import timingEn from './timing/en'
import timing from './timing/zh-CN'
import type { Translation } from './typing'
import waitingEn from './waiting/en'
import waiting from './waiting/zh-CN'
import workspaceEn from './workspace/en'
import workspace from './workspace/zh-CN'

export const zhCN = {
  agreement,
  app,
  audit,
  authority,
  backup,
  coach,
  contact,
  escalation,
  errors,
  following,
  incident,
  intake,
  library,
  names,
  notes,
  orders,
  paper,
  personal,
  practice,
  promise,
  queue,
  reminding,
  repair,
  rule,
  sensitive,
  settings,
  shared,
  sheet,
  sign,
  start,
  timing,
  waiting,
  workspace,
}

export const en = {
  agreement: agreementEn,
  app: appEn,
  audit: auditEn,
  authority: authorityEn,
  backup: backupEn,
  coach: coachEn,
  contact: contactEn,
  escalation: escalationEn,
  errors: errorsEn,
  following: followingEn,
  incident: incidentEn,
  intake: intakeEn,
  library: libraryEn,
  names: namesEn,
  notes: notesEn,
  orders: ordersEn,
  paper: paperEn,
  personal: personalEn,
  practice: practiceEn,
  promise: promiseEn,
  queue: queueEn,
  reminding: remindingEn,
  repair: repairEn,
  rule: ruleEn,
  sensitive: sensitiveEn,
  settings: settingsEn,
  shared: sharedEn,
  sheet: sheetEn,
  sign: signEn,
  start: startEn,
  timing: timingEn,
  waiting: waitingEn,
  workspace: workspaceEn,
} satisfies Translation<typeof zhCN>

export type Messages = typeof zhCN
