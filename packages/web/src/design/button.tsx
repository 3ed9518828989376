import type { ComponentChildren, JSX } from 'preact';
import { common } from '../language/texts.ts';
import { Icon, type IconName } from './icon.tsx';

type Look = 'primary' | 'danger' | 'danger-text' | 'quiet' | '';

const takeNoPress = (event: Event): void => event.preventDefault();

/**
 * Does something. While it does, it stays where it is and takes no second press. It keeps the focus: a button that is
 * `disabled` would lose it, and whoever has only a keyboard would begin at the top of the page again.
 */
export const Button = ({
  look = '',
  small = false,
  full = false,
  busy = false,
  icon,
  type = 'button',
  children,
  class: className = '',
  onClick,
  ...rest
}: {
  look?: Look;
  small?: boolean;
  full?: boolean;
  busy?: boolean;
  icon?: IconName;
  type?: 'button' | 'submit';
  children: ComponentChildren;
  class?: string;
} & Pick<
  JSX.IntrinsicElements['button'],
  | 'onClick'
  | 'disabled'
  | 'form'
  | 'autoFocus'
  | 'title'
  | 'aria-label'
  | 'aria-describedby'
  | 'popoverTarget'
  | 'name'
  | 'value'
>) => (
  <button
    {...rest}
    type={type}
    class={`button ${look} ${small ? 'small' : ''} ${full ? 'full' : ''} ${className}`}
    aria-busy={busy}
    aria-disabled={busy || undefined}
    onClick={busy ? takeNoPress : onClick}
  >
    {icon && <Icon name={icon} />}
    {children}
    {busy && <span class="sr">, {common.value.wait}</span>}
  </button>
);
