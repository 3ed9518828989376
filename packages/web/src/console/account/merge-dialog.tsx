import { useSignal } from '@preact/signals';
import { type AgencyAccount, type DryRun, mergeAccount, type MergeObstacle } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Notice, Pairs, Skeleton } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved, failureOf, valueOf } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { useName } from '../accounts/name.ts';
import { client } from '../client.ts';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';
import { FindAccount } from './find-account.tsx';
import type { List } from './lists.tsx';

/** In which list of the page each obstacle is ended. Nothing ends the others. */
const ENDED_IN: Partial<Record<MergeObstacle, List>> = {
  orders: 'orders',
  holds: 'holds',
  spenders: 'spenders',
};

const Obstacles = ({ reasons, show }: { reasons: readonly MergeObstacle[]; show: (list: List) => void }) => (
  <Notice tone="low" live>
    <p class="strong">{t.value.accounts.merge.obstacles}</p>
    <ul>
      {reasons.map((reason) => {
        const list = ENDED_IN[reason];
        return (
          <li key={reason} class="row wrap">
            {t.value.accounts.merge.reasons[reason]}{' '}
            {list && (
              <Button small look="quiet" onClick={() => show(list)}>
                {t.value.accounts.merge.showList(t.value.accounts.lists[list])}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  </Notice>
);

/** Why accounts can't merge, and what leads on. */
const WhyNot = ({
  failure,
  choose,
  show,
}: {
  failure: { code: string };
  choose: (accountId: string) => void;
  show: (list: List) => void;
}) => {
  const into = 'into' in failure && typeof failure.into === 'string' ? failure.into : undefined;
  return failure.code === 'account_not_mergeable' && 'reasons' in failure && isReasons(failure.reasons) ? (
    <Obstacles reasons={failure.reasons} show={show} />
  ) : (
    <Notice tone="zero" live>
      {failure.code === 'unknown_account' ? t.value.accounts.merge.unknown : problemIn(failure)}
      {into !== undefined && (
        <Button small look="quiet" onClick={() => choose(into)}>
          {t.value.accounts.merge.takeId(into)}
        </Button>
      )}
    </Notice>
  );
};

const isReasons = (value: unknown): value is MergeObstacle[] =>
  Array.isArray(value) &&
  value.every((one) => typeof one === 'string' && one in t.value.accounts.merge.reasons);

/** What becomes of both accounts. */
const After = ({ account, preview }: { account: AgencyAccount; preview: DryRun }) => (
  <>
    <Pairs
      well
      lines={[
        { label: t.value.accounts.merge.moves, value: number(account.balance + account.debt) },
        account.debt > 0 && {
          label: t.value.accounts.merge.debtMoves,
          value: number(account.debt),
          tone: 'zero',
        },
        { label: t.value.accounts.merge.availableThere, value: number(preview.available), total: true },
        preview.debt > 0 && {
          label: t.value.accounts.merge.debtThere,
          value: number(preview.debt),
          tone: 'zero',
        },
      ]}
    />
    <ul class="stack tight small second">
      {t.value.accounts.merge.consequences.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  </>
);

/** Merges the account into another one: which one, what would be or what stands in the way, and the ID of the old one as consent. */
export const MergeDialog = ({
  account,
  name,
  close,
  show,
}: {
  account: AgencyAccount;
  name: string;
  close: () => void;
  show: (list: List) => void;
}) => {
  const { account: accountId } = account;
  const into = useSignal<string | undefined>(undefined);
  const typed = useSignal('');
  const { value: chosen } = into;
  const heirName = useName(chosen);
  const params = { accountId };
  const preview = useQuery({
    queryKey: ['merge-preview', accountId, chosen],
    enabled: chosen !== undefined,
    // What stood in the way may have been ended a moment ago.
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const body = { into: chosen ?? '' };
      const seen = await valueOf(client.dryRun(mergeAccount, { params, body }, { signal }));
      // Somebody merged it meanwhile, and the answer is that of then: the page shows it as merged once it looks again.
      if (!Object.hasOwn(seen, 'dryRun')) creditsMoved();
      return seen;
    },
  });
  const merge = useDeed(
    (heir: string) => `merge:${accountId}:${heir}`,
    (_key, heir: string) => client.call(mergeAccount, { params, body: { into: heir } }),
    () => {
      creditsMoved();
      close();
      toast(t.value.accounts.merge.done(name, heirName));
    },
  );
  const choose = (heir: string | undefined): void => {
    merge.reset();
    typed.value = '';
    into.value = heir;
  };
  const failure = merge.failure ?? (preview.error ? failureOf(preview.error) : undefined);
  return (
    <Dialog title={t.value.accounts.merge.title(name)} onClose={close} busy={merge.busy}>
      <p class="second">{t.value.accounts.merge.lead(name)}</p>
      {chosen === undefined ? (
        <FindAccount without={accountId} choose={choose} />
      ) : (
        <>
          <div class="row wrap">
            <p class="grow anywhere">
              {t.value.accounts.merge.stays} <strong>{heirName}</strong>
              {heirName !== chosen && <span class="block small muted mono">{chosen}</span>}
            </p>
            <Button small disabled={merge.busy} onClick={() => choose(undefined)}>
              {t.value.accounts.merge.another}
            </Button>
          </div>
          {failure ? (
            <WhyNot
              failure={failure}
              choose={choose}
              show={(list) => {
                close();
                show(list);
              }}
            />
          ) : preview.data?.dryRun ? (
            <>
              <After account={account} preview={preview.data} />
              <TextField
                label={t.value.accounts.typeId(accountId)}
                value={typed.value}
                onInput={(value) => (typed.value = value)}
                autoComplete="off"
                spellcheck={false}
              />
            </>
          ) : (
            <Skeleton lines={3} />
          )}
        </>
      )}
      <footer>
        <Button disabled={merge.busy} onClick={close}>
          {common.value.cancel}
        </Button>
        {chosen !== undefined && (
          <Button
            look="danger"
            busy={merge.busy}
            disabled={!preview.data || preview.error !== null || typed.value !== accountId}
            onClick={() => void merge.run(chosen)}
          >
            {t.value.accounts.merge.deed(heirName)}
          </Button>
        )}
      </footer>
    </Dialog>
  );
};
