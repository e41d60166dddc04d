import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { guarded } from './client'
import { DeskError } from './errors'
import { queryClient, refresh } from './queries'
import { lineOf, wordsOf } from './words'

describe('inside the window', () => {
  beforeEach(() => vi.stubGlobal('__TAURI_INTERNALS__', {}))
  afterEach(() => vi.unstubAllGlobals())

  test('a command gives back what it gives back', async () => {
    const { greet } = guarded({ greet: (name: string) => Promise.resolve(`你好，${name}`) })
    await expect(greet('王敏')).resolves.toBe('你好，王敏')
  })
  test('a refusal keeps its code, its values and its incident', async () => {
    const refusal = { code: 'revision_stale', params: { by: '1024' }, incident: '7F3A' }
    const { perform } = guarded({ perform: () => Promise.reject(refusal) })
    const error = await perform().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DeskError)
    expect(error).toMatchObject(refusal)
  })
  test.each([new TypeError('x'), 'text', null, { code: 7 }])(
    '%j becomes an unexpected one',
    async (thrown) => {
      const { perform } = guarded({ perform: () => Promise.reject(thrown as Error) })
      await expect(perform()).rejects.toMatchObject({ code: 'unexpected' })
    },
  )
})

test('outside the window a command says so', async () => {
  const { perform } = guarded({ perform: () => Promise.resolve() })
  await expect(perform()).rejects.toMatchObject({ code: 'no_shell' })
})

describe('words', () => {
  test('of a known code', () => {
    expect(wordsOf(new DeskError('no_shell'))).toMatchObject({ todo: '请从桌面启动安诉' })
  })
  test('say the names of the record as people do', () => {
    const params = { step: 'gather', missing: 'where,read_back' }
    expect(wordsOf({ code: 'gate_not_met', params }).happened).toBe('“收集”还差：何处、复述确认')
    expect(lineOf({ code: 'required', params: { field: 'statement' } })).toBe('“客户原话”还没有填')
  })
  test('of a library that does not hold together name the first faults by their lines', () => {
    const fault = (line: number) => ({ line, code: 'same_id', about: 'refund' })
    const { happened } = wordsOf({
      code: 'bad_library',
      params: {},
      faults: [0, 12, 3, 4, 5, 6, 7].map(fault),
    })
    expect(happened).toBe(
      '话术库内容有 7 处问题，没有采用：编号重复：refund；第 12 行 编号重复：refund；第 3 行 编号重复：refund；第 4 行 编号重复：refund；第 5 行 编号重复：refund；…… 另有 2 处',
    )
  })
  test('of a library that is too large say how large it may be', () => {
    const faults = [{ line: 0, code: 'too_large', about: '8 MB' }]
    const { happened } = wordsOf({ code: 'bad_library', params: {}, faults })
    expect(happened).toContain('文件太大，上限 8 MB')
  })
  test('name what stood in the way', () => {
    const params = { why: 'folder_read_only', path: 'D:\\备份' }
    expect(lineOf({ code: 'upgrade_not_kept', params })).toBe(
      '升级前的备份没有做成，所以没有升级：数据文件夹不能写入：D:\\备份',
    )
    expect(lineOf({ code: 'traces_owed', params: { why: 'brand_new' } })).toContain('出现了意外的问题')
  })
  test('of a code without words keep the incident', () => {
    expect(wordsOf({ code: 'brand_new', incident: '7F3A' })).toMatchObject({
      happened: '出现了意外的问题',
      incident: '7F3A',
    })
  })
})

test('refresh reads anew what a write changed, and nothing else', async () => {
  queryClient.setQueryData(['queue', 'all'], 1)
  queryClient.setQueryData(['settings'], 1)
  await refresh(['queue'])
  expect(queryClient.getQueryState(['queue', 'all'])?.isInvalidated).toBe(true)
  expect(queryClient.getQueryState(['settings'])?.isInvalidated).toBe(false)
})
