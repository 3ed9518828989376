import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { Button } from '../../design/button.tsx';
import { toast } from '../../design/toast.tsx';
import { problemText } from '../../language/problem.ts';
import { t } from '../texts.ts';

/** Leads to the history as CSV or as a page for printing. What that needs comes when somebody asks for it. */
export const StatementButton = () => {
  const dialog = useSignal<ComponentType<{ close: () => void }> | undefined>(undefined);
  const open = async (): Promise<void> => {
    try {
      dialog.value = (await import('./statement-dialog.tsx')).StatementDialog;
    } catch {
      // The part did not load: the button is still there.
      toast(problemText({ code: 'network_error' }));
    }
  };
  return (
    <>
      <Button small icon="download" class="no-print" onClick={() => void open()}>
        {t.value.statement.button}
      </Button>
      {dialog.value && <dialog.value close={() => (dialog.value = undefined)} />}
    </>
  );
};
