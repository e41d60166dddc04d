import { focusManager, QueryClient } from '@tanstack/vue-query'

/**
 * Reads go through here and stay fresh until a write names them in `changed`: nobody else writes into this data
 * folder. There is no network to wait for, and a refused read is not tried again behind the clerk's back.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** Reads anew every query whose key begins with one of the names that a write gave back in `changed`. */
export async function refresh(changed: readonly string[]): Promise<void> {
  await Promise.all(changed.map((name) => queryClient.invalidateQueries({ queryKey: [name] })))
}

/** While nobody looks, nothing is read anew every minute. */
export const pauseReads = (paused: boolean) => focusManager.setFocused(paused ? false : undefined)
