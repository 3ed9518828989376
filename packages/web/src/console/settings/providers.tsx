import { checkProviders, type Provider, type ProviderOffer } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { CheckField } from '../../design/field.tsx';
import { Notice, Tag } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';

const State = ({ offer, isChosen }: { offer: ProviderOffer; isChosen: boolean }) => {
  if (offer.offered) return <Tag tone="in">{t.value.settings.offered}</Tag>;
  return offer.reason === 'credentials_missing' ? (
    <Tag tone="low">{t.value.settings.reasons.credentials_missing}</Tag>
  ) : (
    !isChosen && <Tag>{t.value.settings.reasons.not_enabled}</Tag>
  );
};

/** Where customers can pay, why not elsewhere, and a look for keys that were stored meanwhile. */
export const Providers = ({
  chosen,
  offers,
  choose,
  fault,
}: {
  chosen: readonly Provider[];
  offers: readonly ProviderOffer[];
  choose: (providers: Provider[]) => void;
  fault: string | undefined;
}) => {
  const check = useDeed(
    () => 'check-providers',
    () => client.call(checkProviders),
    async () => {
      await queryClient.invalidateQueries({ queryKey: ['settings'] });
      toast(t.value.settings.looked);
    },
  );
  const isMissing = offers.some(({ reason }) => reason === 'credentials_missing');
  return (
    <fieldset class="stack tight">
      <legend class="label strong">{t.value.settings.providers}</legend>
      {offers.map((offer) => {
        const { provider } = offer;
        const isChosen = chosen.includes(provider);
        return (
          <div key={provider} class="row between wrap">
            <CheckField
              label={`${common.value.providers[provider]} (${provider})`}
              checked={isChosen}
              onChange={(checked) =>
                choose(checked ? [...chosen, provider] : chosen.filter((one) => one !== provider))
              }
            />
            <State offer={offer} isChosen={isChosen} />
          </div>
        );
      })}
      {fault !== undefined && <p class="fault">{fault}</p>}
      {isMissing && <p class="help">{t.value.settings.missingHelp}</p>}
      {check.failure && (
        <Notice tone="zero" live>
          {problemIn(check.failure)}
        </Notice>
      )}
      <div>
        <Button small icon="refresh" busy={check.busy} onClick={() => void check.run()}>
          {t.value.settings.lookAgain}
        </Button>
      </div>
    </fieldset>
  );
};
