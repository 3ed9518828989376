import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Notice } from './parts.tsx';
import { common } from '../language/texts.ts';

/**
 * A form in a dialog: its fields, what is wrong with the whole, and the one deed that it leads to.
 * @param problem what no field says itself
 * @param isReady whether the deed can be tried
 */
export const FormDialog = ({
  title,
  deedText,
  busy,
  isReady,
  problem,
  wide = false,
  press,
  close,
  children,
}: {
  title: string;
  deedText: string;
  busy: boolean;
  isReady: boolean;
  problem: string | undefined;
  wide?: boolean;
  press: () => void;
  close: () => void;
  children: ComponentChildren;
}) => (
  <Dialog title={title} onClose={close} busy={busy} wide={wide}>
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      {children}
      {problem !== undefined && (
        <Notice tone="zero" live>
          {problem}
        </Notice>
      )}
      <footer>
        <Button disabled={busy} onClick={close}>
          {common.value.cancel}
        </Button>
        <Button look="primary" type="submit" busy={busy} disabled={!isReady}>
          {deedText}
        </Button>
      </footer>
    </form>
  </Dialog>
);
