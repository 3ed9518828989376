import { useSignal } from '@preact/signals';
import { useLocation } from 'preact-iso';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { holdBack, stayHere } from '../../frame/back.ts';
import { t } from '../texts.ts';

/** The page of this origin that a click leads to, where it replaces this one. */
const targetOf = (event: MouseEvent): string | undefined => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0)
    return undefined;
  const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
  if (!link || link.origin !== location.origin || link.target !== '' || link.download !== '')
    return undefined;
  return link.pathname === location.pathname ? undefined : link.pathname + link.search;
};

/** Asks before somebody leaves a page with changes that are not saved: by a link, by going back, or out of the site. */
export const LeaveGuard = () => {
  const { route } = useLocation();
  const wanted = useSignal<string | undefined>(undefined);
  const isLeaving = useRef(false);
  useLayoutEffect(() => {
    const here = location.pathname + location.search;
    const guard = new AbortController();
    const { signal } = guard;
    addEventListener('beforeunload', (event) => event.preventDefault(), { signal });
    // Before the router hears of it, which listens to the window.
    document.addEventListener(
      'click',
      (event) => {
        const target = targetOf(event);
        if (target === undefined || isLeaving.current) return;
        event.preventDefault();
        event.stopPropagation();
        wanted.value = target;
      },
      { capture: true, signal },
    );
    const letGo = holdBack((event) => {
      const target = location.pathname + location.search;
      if (target === here || isLeaving.current) return;
      stayHere(event, here);
      wanted.value = target;
    });
    return () => {
      guard.abort();
      letGo();
    };
  }, []);
  if (wanted.value === undefined) return null;
  const stay = (): void => {
    wanted.value = undefined;
  };
  const leave = (): void => {
    isLeaving.current = true;
    if (wanted.value !== undefined) route(wanted.value);
  };
  return (
    <Dialog title={t.value.form.leaveTitle} onClose={stay}>
      <p>{t.value.form.leaveBody}</p>
      <footer>
        <Button look="danger-text" onClick={leave}>
          {t.value.form.leave}
        </Button>
        <Button look="primary" onClick={stay}>
          {t.value.form.stay}
        </Button>
      </footer>
    </Dialog>
  );
};
