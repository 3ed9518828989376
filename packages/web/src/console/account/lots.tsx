import { useSignal } from '@preact/signals';
import type { AgencyAccount, Lot } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { number, relative } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { namesIn } from '../../restricted/names.ts';
import { restrictedTexts } from '../../restricted/texts.ts';
import type { Things } from '../../restricted/things.ts';
import { t } from '../texts.ts';
import { ExtendDialog } from './extend-dialog.tsx';

/** How much of the whole a lot is: the bar's parts, in the order in which they are spent. */
const Bar = ({ lots }: { lots: readonly Lot[] }) => (
  <svg class="lots-bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
    {partsOf(lots).map(({ x, width, isPromo }) => (
      <rect key={x} x={x} y="0" width={width} height="10" class={isPromo ? 'promo' : 'paid'} />
    ))}
  </svg>
);

const partsOf = (lots: readonly Lot[]) => {
  const total = lots.reduce((sum, { credits }) => sum + credits, 0);
  let x = 0;
  return lots.map(({ credits, class: lotClass }) => {
    const width = (credits / total) * 1000;
    const part = { x, width: Math.max(1, width - 4), isPromo: lotClass === 'promo' };
    x += width;
    return part;
  });
};

/** The credits of an account by where they came from and when they expire. */
export const Lots = ({ account, things }: { account: AgencyAccount; things: Things | undefined }) => {
  const extending = useSignal<string | undefined>(undefined);
  const { lots, credits } = account;
  return (
    <Card
      title={t.value.accounts.lots}
      actions={<span class="small second">{t.value.accounts.inOrder}</span>}
    >
      {lots.length === 0 ? (
        <State icon="ticket" title={t.value.accounts.noLots} level={3} />
      ) : (
        <>
          <div class="body stack tight">
            <Bar lots={lots} />
            <p class="row wrap small second">
              <span class="key promo">
                {common.value.lotClass.promo} {number(credits.promo)}
              </span>
              <span class="key paid">
                {common.value.lotClass.paid} {number(credits.paid)}
              </span>
            </p>
          </div>
          <table class="table folds">
            <thead>
              <tr>
                <th scope="col">{t.value.accounts.class}</th>
                <th scope="col">{t.value.accounts.expires}</th>
                <th scope="col">
                  <span class="sr">{t.value.accounts.extend}</span>
                </th>
                <th scope="col" class="amount">
                  {t.value.accounts.credits}
                </th>
              </tr>
            </thead>
            <tbody>
              {lots.map((lot, index) => (
                <tr key={`${lot.class}-${lot.expiresAt}-${index}`}>
                  <td class="what anywhere">
                    {common.value.lotClass[lot.class]}
                    {lot.onlyFor && (
                      <span class="block small second">
                        {restrictedTexts().lotFor(namesIn(lot.onlyFor, things))}
                      </span>
                    )}
                  </td>
                  <td>
                    {lot.expiresAt === undefined ? (
                      t.value.accounts.noExpiry
                    ) : (
                      <>
                        <When at={lot.expiresAt} />, {relative(lot.expiresAt)}
                      </>
                    )}
                  </td>
                  <td>
                    {lot.expiresAt !== undefined && (
                      <Button small onClick={() => (extending.value = lot.expiresAt)}>
                        {t.value.accounts.extend}
                      </Button>
                    )}
                  </td>
                  <td class="amount main strong">{number(lot.credits)}</td>
                  <td class="line-break" aria-hidden="true" />
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {extending.value !== undefined && (
        <ExtendDialog
          accountId={account.account}
          from={extending.value}
          close={() => (extending.value = undefined)}
        />
      )}
    </Card>
  );
};
