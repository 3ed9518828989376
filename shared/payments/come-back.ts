/** Where a provider sends the customer after the payment page: the agency's own page, with the outcome. */
export const comeBack = (returnUrl: string, checkout: string, outcome: 'success' | 'cancelled'): string => {
  const url = new URL(returnUrl);
  url.searchParams.set('checkout', checkout);
  url.searchParams.set('outcome', outcome);
  return url.href;
};
