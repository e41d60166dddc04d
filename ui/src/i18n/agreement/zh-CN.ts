/* Steps 4 to 6: offers, the customer's answer, promises and call-backs. */
export default {
  months: '{n} 个月',
} as const
