import { useSignal } from '@preact/signals';
import type { Checkout } from '@scrip/client';
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { queryClient } from '../../data/query.ts';
import { href } from '../paths.ts';
import { checkoutKey, keepCheckout } from './open-checkout.ts';

/**
 * Leads to the page where the customer pays; or, where a checkout has none any more, to what became of it. Until the browser
 * is there nothing more can be begun.
 */
export const useLeave = () => {
  const { route } = useLocation();
  const isLeaving = useSignal(false);
  useEffect(() => {
    // Back from the provider the browser may show this page as it was.
    const stay = (): void => {
      isLeaving.value = false;
    };
    addEventListener('pageshow', stay);
    return () => removeEventListener('pageshow', stay);
  }, [isLeaving]);
  const leave = (checkout: Checkout): void => {
    keepCheckout(checkout);
    queryClient.setQueryData(checkoutKey(checkout.id), checkout);
    if (checkout.url === undefined) {
      route(`${href('/return')}?checkout=${checkout.id}`);
      return;
    }
    isLeaving.value = true;
    location.assign(checkout.url);
  };
  return { isLeaving, leave };
};
