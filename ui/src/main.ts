import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import App from './app/App.vue'
import { router } from './app/router'
import { queryClient } from './ipc/queries'
import { applyPreferences } from './shared/preferences'
import './shared/base.css'

applyPreferences()
createApp(App).use(router).use(VueQueryPlugin, { queryClient }).mount('#app')
