/**
 * @param decimals of the currency at this provider, which may differ from those of ISO 4217
 * @returns an amount of the currency's smallest unit as people write it, such as `€12.50`
 */
export const formatMoney = (amount: number, currency: string, decimals: number): string =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals);
