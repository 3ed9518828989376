import type { Account } from '@scrip/client';
import { Count } from '../../design/count.tsx';
import { Icon } from '../../design/icon.tsx';
import { common } from '../../language/texts.ts';
import { useAccount } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';

/** The word beside the number: colour alone says nothing. */
const wordOf = ({ state, debt, available }: Account): string => {
  const { state: words, creditsUnit } = common.value;
  switch (state) {
    case 'ok':
      return creditsUnit(available);
    case 'low':
      return `${creditsUnit(available)}, ${words.low}`;
    case 'zero':
      return words.zero;
    case 'debt':
      return words.owe(debt);
    default:
      return state satisfies never;
  }
};

const TONES = { ok: '', low: 'low', zero: 'zero', debt: 'zero' } as const;

/** What can be spent now, in the header of every page. Leads to Credits. */
export const Balance = () => {
  const account = useAccount();
  const { data } = account;
  if (!data?.widget.visible) return null;
  return (
    <span class={`balance ${TONES[data.state]}`}>
      <a href={href('/')}>
        <Icon name={data.state === 'ok' ? 'ticket' : data.state === 'low' ? 'alert' : 'circle'} />
        <Count value={data.state === 'debt' ? -data.debt : data.available} />
        <small>{wordOf(data)}</small>
        {data.held > 0 && (
          <small class="held">
            <span class="sr">, </span>
            {common.value.state.held(data.held)}
          </small>
        )}
        <span class="sr">, {t.value.nav.openCredits}</span>
      </a>
      <button
        type="button"
        class="button icon-only"
        aria-label={common.value.refresh}
        aria-busy={account.isFetching}
        onClick={() => void account.refetch()}
      >
        <Icon name="refresh" />
      </button>
    </span>
  );
};
