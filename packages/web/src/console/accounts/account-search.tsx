import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { t } from '../texts.ts';

/**
 * The field by which an account is searched.
 * @property looks the form's classes
 * @property find gets what was typed, without spaces around it
 */
export const AccountSearch = ({
  looks,
  text,
  find,
  children,
}: {
  looks: string;
  text: Signal<string>;
  find: (typed: string) => void;
  children?: ComponentChildren;
}) => (
  <form
    class={looks}
    role="search"
    aria-label={t.value.accounts.search}
    onSubmit={(event) => {
      event.preventDefault();
      find(text.value.trim());
    }}
  >
    <TextField
      class="grow"
      type="search"
      label={t.value.accounts.search}
      value={text.value}
      onInput={(value) => (text.value = value)}
      inputClass="full"
    />
    <Button type="submit" icon="search">
      {t.value.accounts.find}
    </Button>
    {children}
  </form>
);
