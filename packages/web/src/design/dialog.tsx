import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { common } from '../language/texts.ts';
import { holdBack, stayHere } from '../frame/back.ts';
import { isSomethingTyped } from '../session/typed.ts';
import { Icon } from './icon.tsx';

/**
 * A modal dialog for as long as it is rendered. The platform keeps the focus inside and gives it back at the end. The
 * browser's Back closes it, and stays on the page; before it leaves the site with something typed, the browser asks.
 * @param busy while something is under way Escape, Back and the cross do nothing
 */
export const Dialog = ({
  title,
  onClose,
  busy = false,
  wide = false,
  children,
}: {
  title: string;
  onClose: () => void;
  busy?: boolean;
  wide?: boolean;
  children: ComponentChildren;
}) => {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isBusy = useRef(busy);
  isBusy.current = busy;
  const shut = useRef<() => void>(onClose);
  shut.current = () => {
    if (!busy) onClose();
  };
  useEffect(() => {
    const dialog = element.current;
    const here = location.pathname + location.search;
    dialog?.showModal();
    const letGo = holdBack((event) => {
      stayHere(event, here);
      shut.current();
    });
    const guard = (event: Event): void => {
      if (isBusy.current || (dialog && isSomethingTyped(dialog))) event.preventDefault();
    };
    addEventListener('beforeunload', guard);
    return () => {
      letGo();
      removeEventListener('beforeunload', guard);
      dialog?.close();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog ${wide ? 'wide' : ''}`}
      aria-labelledby={id}
      closedby={busy ? 'none' : 'closerequest'}
      onCancel={(event) => {
        event.preventDefault();
        shut.current();
      }}
      onClose={() => {
        // A browser may close it at a second Escape, whatever the page says to the first.
        if (!element.current) return;
        element.current.showModal();
        shut.current();
      }}
      onClick={(event) => {
        // Only the backdrop is the dialog itself: everything else is a child of it.
        const dialog = element.current;
        if (dialog && event.target === dialog && isOutside(event, dialog)) shut.current();
      }}
    >
      <header>
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        <button
          type="button"
          class="button icon-only"
          aria-label={common.value.close}
          disabled={busy}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="body">{children}</div>
    </dialog>
  );
};

const isOutside = (event: MouseEvent, dialog: HTMLElement): boolean => {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < left || x > right || y < top || y > bottom;
};
