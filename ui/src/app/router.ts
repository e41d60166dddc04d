import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { text } from '@/i18n'
import { loadOpening, openingNow } from '@/ipc/opening'
import { toast } from '@/shared/toasts'

const queue = () => import('@/features/queue/QueueScreen.vue')
const intake = () => import('@/features/intake/IntakeScreen.vue')
const workspace = () => import('@/features/workspace/WorkspaceScreen.vue')
const settings = () => import('@/features/settings/SettingsScreen.vue')

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'queue', component: queue },
  { path: '/new', name: 'new', component: intake },
  {
    path: '/ticket/:id/sign',
    name: 'sign',
    props: true,
    component: () => import('@/features/sign/SignScreen.vue'),
  },
  {
    path: '/ticket/:id/paper/:kind',
    name: 'paper',
    props: true,
    component: () => import('@/features/paper/PaperScreen.vue'),
  },
  {
    path: '/ticket/:id/:step?',
    name: 'ticket',
    props: true,
    component: workspace,
  },
  {
    path: '/settings',
    component: settings,
    // Parts that are features of their own: the settings give them a place and know no more of them.
    children: [
      {
        path: '',
        name: 'settings',
        components: {
          backup: () => import('@/features/backup/BackupPanel.vue'),
          personal: () => import('@/features/personal/PersonalPanel.vue'),
          timing: () => import('@/features/timing/TimingPanel.vue'),
        },
      },
    ],
  },
  { path: '/restore', name: 'restore', component: () => import('@/features/backup/RestoreScreen.vue') },
  { path: '/sheet', name: 'sheet', component: () => import('@/features/sheet/SheetScreen.vue') },
  { path: '/promises', name: 'promises', component: () => import('@/features/promise/PromiseScreen.vue') },
  {
    path: '/approvals',
    name: 'approvals',
    component: () => import('@/features/approvals/ApprovalsScreen.vue'),
  },
  {
    path: '/following',
    name: 'followUps',
    component: () => import('@/features/following/FollowingScreen.vue'),
  },
  { path: '/audit', name: 'audit', component: () => import('@/features/audit/AuditScreen.vue') },
  {
    path: '/incidents',
    name: 'incidents',
    component: () => import('@/features/incident/IncidentsScreen.vue'),
  },
  {
    path: '/incident/:id',
    name: 'incident',
    props: true,
    component: () => import('@/features/incident/IncidentScreen.vue'),
  },
  {
    path: '/library/:kind?/:id?',
    name: 'library',
    props: true,
    component: () => import('@/features/library/LibraryScreen.vue'),
  },
  {
    path: '/practice/:id?',
    name: 'practice',
    props: true,
    component: () => import('@/features/practice/PracticeScreen.vue'),
  },
  { path: '/start', name: 'start', component: () => import('@/features/start/StartScreen.vue') },
]

/* The page of all components is for those who build screens; a release does not contain it. */
if (import.meta.env.MODE !== 'production') {
  routes.push({ path: '/gallery', name: 'gallery', component: () => import('./gallery/GalleryScreen.vue') })
}

routes.push({ path: '/:rest(.*)*', name: 'nowhere', component: () => import('./NoScreen.vue') })

export const router = createRouter({ history: createWebHashHistory(), routes })

/** After the first screen, when it has been painted and asked for what it shows; WebKitGTK does not tell when it is idle. */
const QUIET_MS = 1_000
const unhook = router.afterEach(() => {
  unhook()
  setTimeout(warm, QUIET_MS)
})

/** Loads the code of the other screens, so that the first key to one finds it there. Signing waits: it starts a thread for PDF. */
async function warm() {
  // What fails here is loaded again, and told, when its screen is asked for.
  for (const load of [intake, workspace, queue, settings]) await load().catch(() => undefined)
}

/**
 * Without a hall or a person at work there is one place to be, also for who has to choose a password first; otherwise there is no
 * reason to be there.
 */
router.beforeEach(async (to, from) => {
  if (to.name === 'gallery') return true
  // What went wrong is told by the start screen, which asks again.
  const opening = openingNow() ?? (await loadOpening().catch(() => undefined))
  const ready = Boolean(opening?.start.hall && opening.at_work && !opening.provisional)
  const outside = to.name === 'start' || to.name === 'restore'
  if (ready) return outside ? { name: 'queue' } : true
  if (outside) return true
  const stays = from.name === 'restore'
  if ((from.name === 'start' || stays) && !opening?.provisional)
    toast(text(opening?.start.hall ? 'app.signInFirst' : 'app.hallFirst'))
  return stays ? false : { name: 'start' }
})
