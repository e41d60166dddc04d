import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'

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
  { path: '/start', name: 'start', component: () => import('@/features/start/StartScreen.vue') },
]

/* The page of all components is for those who build screens; a release does not contain it. */
if (import.meta.env.MODE !== 'production') {
  routes.push({ path: '/gallery', name: 'gallery', component: () => import('./gallery/GalleryScreen.vue') })
}

routes.push({ path: '/:rest(.*)*', name: 'nowhere', component: () => import('./NoScreen.vue') })

export const router = createRouter({ history: createWebHashHistory(), routes })
