import { useSignal } from '@preact/signals';
import type { Allowance, OnlyFor } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, Pairs } from '../../design/parts.tsx';
import { ZoneNote } from '../../design/zone-note.tsx';
import { Answer } from '../../data/answer.tsx';
import { Page } from '../../frame/page.tsx';
import { day, number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { restrictedTexts } from '../../restricted/texts.ts';
import { LISTS } from '../../restricted/things.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { Accounts } from './accounts.tsx';
import { AllowanceDialog } from './allowance-dialog.tsx';
import { AllowanceTag, perPeriod } from './allowance-tag.tsx';
import { DeleteDialog, EndDialog, PauseDialog } from './deeds.tsx';
import { Status } from './status.tsx';
import { useStoredAllowance, useToday, useZone } from './stored-allowance.ts';

type Asking = 'edit' | 'pause' | 'end' | 'delete';

const expiryOf = ({ expiry, expiryDays = 0 }: Allowance): string =>
  expiry === 'days' ? t.value.allowances.afterDays(expiryDays) : t.value.allowances.expiries[expiry];

const Restriction = ({ onlyFor }: { onlyFor: OnlyFor }) => {
  const { lists } = restrictedTexts();
  return (
    <>
      {LISTS.map(
        (list) =>
          onlyFor[list] && (
            <span key={list} class="block anywhere">
              {lists[list]}: {onlyFor[list].join(', ')}
            </span>
          ),
      )}
    </>
  );
};

const Details = ({
  allowance,
  today,
  ask,
}: {
  allowance: Allowance;
  today: string;
  ask: (what: Asking) => void;
}) => {
  const isOver = allowance.endsOn !== undefined && allowance.endsOn < today;
  return (
    <Card title={<AllowanceTag allowance={allowance} today={today} />}>
      <div class="body stack">
        <Pairs
          lines={[
            { label: t.value.allowances.id, value: <span class="mono anywhere">{allowance.id}</span> },
            { label: t.value.allowances.class, value: common.value.lotClass[allowance.class ?? 'promo'] },
            { label: t.value.allowances.startsOn, value: day(allowance.startsOn) },
            allowance.endsOn !== undefined && {
              label: t.value.allowances.endsOn,
              value: day(allowance.endsOn),
            },
            { label: t.value.allowances.expiry, value: expiryOf(allowance) },
            allowance.rollOverUpTo !== undefined && {
              label: t.value.allowances.rollOverUpTo,
              value: number(allowance.rollOverUpTo),
            },
            allowance.onlyFor && {
              label: restrictedTexts().onlyFor,
              value: <Restriction onlyFor={allowance.onlyFor} />,
            },
          ]}
        />
        <ZoneNote zone={useZone()} />
        <p class="actions">
          {!isOver && (
            <>
              <Button small onClick={() => ask('edit')}>
                {t.value.form.edit}
              </Button>
              <Button small onClick={() => ask('pause')}>
                {allowance.paused === true ? t.value.allowances.resume : t.value.allowances.pause}
              </Button>
              <Button small onClick={() => ask('end')}>
                {t.value.allowances.end}
              </Button>
            </>
          )}
          <Button small look="danger-text" onClick={() => ask('delete')}>
            {t.value.allowances.remove}
          </Button>
        </p>
      </div>
    </Card>
  );
};

/** One allowance: what it brings, when, and to whom. */
export const AllowancePage = ({ id = '' }: { id?: string }) => {
  const asking = useSignal<Asking | undefined>(undefined);
  const today = useToday();
  const found = useStoredAllowance(id);
  const close = (): void => {
    asking.value = undefined;
  };
  return (
    <Page
      key={id}
      title={found.data?.allowance.name ?? t.value.allowances.title}
      lead={found.data && perPeriod(found.data.allowance)}
      back={{ href: href('/allowances'), text: t.value.allowances.title }}
    >
      <Answer of={found} what={t.value.allowances.whatOne}>
        {(stored) => (
          <>
            <div class="columns">
              <Accounts allowanceId={id} />
              <aside class="stack loose">
                <Details allowance={stored.allowance} today={today} ask={(what) => (asking.value = what)} />
                <Status allowanceId={id} />
              </aside>
            </div>
            {asking.value === 'edit' && <AllowanceDialog stored={stored} today={today} close={close} />}
            {asking.value === 'pause' && <PauseDialog stored={stored} close={close} />}
            {asking.value === 'end' && <EndDialog stored={stored} today={today} close={close} />}
            {asking.value === 'delete' && <DeleteDialog stored={stored} close={close} />}
          </>
        )}
      </Answer>
    </Page>
  );
};
