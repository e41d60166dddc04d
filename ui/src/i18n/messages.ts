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
import intakeEn from './intake/en'
import intake from './intake/zh-CN'
import libraryEn from './library/en'
import library from './library/zh-CN'
import namesEn from './names/en'
import names from './names/zh-CN'
import personalEn from './personal/en'
import personal from './personal/zh-CN'
import practiceEn from './practice/en'
import practice from './practice/zh-CN'
import queueEn from './queue/en'
import queue from './queue/zh-CN'
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
import type { Translation } from './typing'
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
  intake,
  library,
  names,
  personal,
  practice,
  queue,
  settings,
  shared,
  sheet,
  sign,
  start,
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
  intake: intakeEn,
  library: libraryEn,
  names: namesEn,
  personal: personalEn,
  practice: practiceEn,
  queue: queueEn,
  settings: settingsEn,
  shared: sharedEn,
  sheet: sheetEn,
  sign: signEn,
  start: startEn,
  workspace: workspaceEn,
} satisfies Translation<typeof zhCN>

export type Messages = typeof zhCN
