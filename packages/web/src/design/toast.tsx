import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { common } from '../language/texts.ts';
import { Icon } from './icon.tsx';

type Toast = { id: number; text: ComponentChildren; action?: { label: string; run: () => void } | undefined };

/** How long a message stays that offers nothing. One with an action stays until somebody closes it or does it. */
const TOAST_MS = 8000;

const MAX_TOASTS = 3;

const toasts = signal<Toast[]>([]);
let last = 0;

const dismiss = (id: number): void => {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
};

/** An answer to what somebody just did. Nothing that has to be read later. */
export const toast = (text: ComponentChildren, action?: Toast['action']): void => {
  last += 1;
  const id = last;
  toasts.value = [...toasts.value, { id, text, action }].slice(-MAX_TOASTS);
  if (!action) setTimeout(() => dismiss(id), TOAST_MS);
};

/** Above everything, dialogs too. */
export const Toasts = () => {
  const element = useRef<HTMLDivElement>(null);
  const count = toasts.value.length;
  useEffect(() => {
    // Shown anew each time, so that it lies above a dialog that was opened meanwhile.
    if (element.current?.matches(':popover-open')) element.current.hidePopover();
    if (count > 0) element.current?.showPopover();
  }, [count]);
  return (
    <div ref={element} class="toasts" popover="manual" role="status">
      {toasts.value.map(({ id, text, action }) => (
        <div class="toast" key={id}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              class="link"
              onClick={() => {
                action.run();
                dismiss(id);
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" class="link" aria-label={common.value.close} onClick={() => dismiss(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
};
