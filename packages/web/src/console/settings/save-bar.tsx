import type { ComponentChildren } from 'preact';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/parts.tsx';
import { t } from '../texts.ts';

/** Stays in view while there are changes that are not saved. */
export const SaveBar = ({
  busy,
  problem,
  discard,
  children,
}: {
  busy: boolean;
  problem: string | undefined;
  discard: () => void;
  children: ComponentChildren;
}) => (
  <div class="save-bar">
    {children}
    {problem !== undefined && (
      <Notice tone="zero" live>
        {problem}
      </Notice>
    )}
    <div class="row between wrap">
      <p class="small second">{t.value.form.unsaved}</p>
      <div class="actions">
        <Button disabled={busy} onClick={discard}>
          {t.value.form.discard}
        </Button>
        <Button look="primary" type="submit" busy={busy}>
          {t.value.form.save}
        </Button>
      </div>
    </div>
  </div>
);
