import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { text } from '@/i18n'
import { loadOpening, openingNow } from '@/ipc/opening'
import { toast } from '@/shared/toasts'

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'queue', component: () => import('@/features/queue/QueueScreen.vue') },
  { path: '/new', name: 'new', component: () => import('@/features/intake/IntakeScreen.vue') },
  {
    path: '/ticket/:id/sign',
    name: 'sign',
    props: true,
    component: () => import('@/features/sign/SignScreen.vue'),
  },
  {
    path: '/ticket/:id/:step?',
    name: 'ticket',
    props: true,
    component: () => import('@/features/workspace/WorkspaceScreen.vue'),
  },
  { path: '/settings', name: 'settings', component: () => import('@/features/settings/SettingsScreen.vue') },
  { path: '/sheet', name: 'sheet', component: () => import('@/features/sheet/SheetScreen.vue') },
  { path: '/audit', name: 'audit', component: () => import('@/features/audit/AuditScreen.vue') },
  { path: '/start', name: 'start', component: () => import('@/features/start/StartScreen.vue') },
]

/* The page of all components is for those who build screens; a release does not contain it. */
if (import.meta.env.MODE !== 'production') {
  routes.push({ path: '/gallery', name: 'gallery', component: () => import('./gallery/GalleryScreen.vue') })
}

routes.push({ path: '/:rest(.*)*', name: 'nowhere', component: () => import('./NoScreen.vue') })

export const router = createRouter({ history: createWebHashHistory(), routes })

/**
 * Without a hall or a person at work there is one place to be, also for who has to choose a password first; otherwise there is no
 * reason to be there.
 */
router.beforeEach(async (to, from) => {
  if (to.name === 'gallery') return true
  // What went wrong is told by the start screen, which asks again.
  const opening = openingNow() ?? (await loadOpening().catch(() => undefined))
  const ready = Boolean(opening?.start.hall && opening.at_work && !opening.provisional)
  if (ready) return to.name === 'start' ? { name: 'queue' } : true
  if (to.name === 'start') return true
  if (from.name === 'start' && !opening?.provisional)
    toast(text(opening?.start.hall ? 'app.signInFirst' : 'app.hallFirst'))
  return { name: 'start' }
})
