import type { ComponentChildren, JSX } from 'preact';
import { common } from '../language/texts.ts';
import { Icon, type IconName } from './icon.tsx';

type Look = 'primary' | 'danger' | 'danger-text' | 'quiet' | '';

/** Does something. While it does, it stays where it is and takes no second press. */
export const Button = ({
  look = '',
  small = false,
  full = false,
  busy = false,
  icon,
  type = 'button',
  children,
  class: className = '',
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
    disabled={rest.disabled === true || busy}
  >
    {icon && <Icon name={icon} />}
    {children}
    {busy && <span class="sr">, {common.value.wait}</span>}
  </button>
);
