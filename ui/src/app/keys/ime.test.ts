import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import Select from '@/shared/components/Select.vue'
import { installKeyboard } from './keyboard'

describe('Select', () => {
  test('the late Enter of an input method picks nothing; the next one does', async () => {
    const stop = installKeyboard()
    try {
      const { emitted } = render(Select, {
        props: {
          ariaLabel: '单位',
          options: [
            { value: 'a', label: '装维一班' },
            { value: 'b', label: '装维二班' },
          ],
        },
      })
      const enter = (keyCode: number) => {
        const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
        Object.defineProperty(event, 'keyCode', { value: keyCode })
        document.activeElement?.dispatchEvent(event)
        return nextTick()
      }
      screen.getByRole('combobox').focus()
      await userEvent.keyboard('{ArrowDown}')
      const option = await screen.findByRole('option', { name: '装维二班' })
      option.focus()
      await enter(229)
      expect(emitted('update:modelValue')).toBeUndefined()
      await enter(13)
      await vi.waitFor(() => expect(emitted('update:modelValue')).toEqual([['b']]))
    } finally {
      stop()
    }
  })
})
