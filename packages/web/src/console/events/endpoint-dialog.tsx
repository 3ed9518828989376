import { useSignal } from '@preact/signals';
import {
  createEndpoint,
  type Endpoint,
  type EndpointInput,
  type EndpointWithSecret,
  type EventType,
  type Result,
  updateEndpoint,
} from '@scrip/client';
import { CheckField, TextField } from '../../design/field.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { client } from '../client.ts';
import { faultAt, otherFaults } from '../form/faults.ts';
import { problemIn } from '../form/problem.ts';
import { SecretDialog } from '../../design/secret-dialog.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { t } from '../texts.ts';
import { areAll, EVENT_TYPES } from './types.ts';

const SHOWN = ['/url', '/description', '/types'];

type Saved = Endpoint | EndpointWithSecret;

const TypesField = ({
  isAll,
  chosen,
  all,
  choose,
  fault,
}: {
  isAll: boolean;
  chosen: readonly EventType[];
  all: (isAll: boolean) => void;
  choose: (types: EventType[]) => void;
  fault: string | undefined;
}) => (
  <fieldset class="stack tight">
    <legend class="label">{t.value.events.types}</legend>
    <CheckField label={t.value.events.everyType} checked={isAll} onChange={all} />
    {!isAll && (
      <div class="type-choices">
        {EVENT_TYPES.map((type) => (
          <CheckField
            key={type}
            label={<code>{type}</code>}
            checked={chosen.includes(type)}
            onChange={(checked) =>
              choose(EVENT_TYPES.filter((one) => (one === type ? checked : chosen.includes(one))))
            }
          />
        ))}
      </div>
    )}
    {fault !== undefined && <p class="fault">{fault}</p>}
  </fieldset>
);

/** Creates an endpoint, whose secret it shows this once, or changes one. */
export const EndpointDialog = ({
  endpoint,
  close,
}: {
  endpoint?: Endpoint | undefined;
  close: () => void;
}) => {
  const url = useSignal(endpoint?.url ?? '');
  const description = useSignal(endpoint?.description ?? '');
  const isAll = useSignal(endpoint === undefined || areAll(endpoint.types));
  const types = useSignal<EventType[]>(endpoint?.types ?? []);
  const enabled = useSignal(endpoint?.status !== 'disabled');
  const secret = useSignal<string | undefined>(undefined);
  const save = useDeed(
    (body: EndpointInput) => `endpoint:${endpoint?.id}:${enabled.value}:${JSON.stringify(body)}`,
    (_key, body: EndpointInput): Promise<Result<Saved, { code: string }>> =>
      endpoint
        ? client.call(updateEndpoint, {
            params: { endpointId: endpoint.id },
            body: { ...body, enabled: enabled.value },
          })
        : client.call(createEndpoint, { body }),
    async (saved) => {
      if ('secret' in saved) secret.value = saved.secret;
      await queryClient.invalidateQueries({ queryKey: ['endpoints'] });
      if ('secret' in saved) return;
      close();
      toast(t.value.form.saved);
    },
  );
  const press = (): Promise<unknown> =>
    save.run({
      url: url.value.trim(),
      ...(!isAll.value && { types: types.value }),
      ...(description.value.trim() !== '' && { description: description.value.trim() }),
    });
  if (secret.value !== undefined)
    return (
      <SecretDialog
        title={t.value.events.made}
        help={t.value.events.secretOnce}
        label={t.value.events.secret}
        secret={secret.value}
        closeText={t.value.form.copiedIt}
        close={close}
      />
    );
  const { failure } = save;
  const refusedUrl = failure?.code === 'endpoint_not_allowed' ? problemIn(failure) : undefined;
  const problem = refusedUrl === undefined ? otherFaults(failure, SHOWN) : undefined;
  return (
    <FormDialog
      title={endpoint ? t.value.events.edit : t.value.events.create}
      deedText={endpoint ? t.value.form.save : t.value.events.create}
      busy={save.busy}
      isReady={url.value.trim() !== '' && (isAll.value || types.value.length > 0)}
      problem={problem}
      wide
      press={() => void press()}
      close={close}
    >
      <TextField
        label={t.value.events.url}
        help={t.value.events.urlHelp}
        inputMode="url"
        placeholder="https://"
        value={url.value}
        onInput={(value) => (url.value = value)}
        fault={refusedUrl ?? faultAt(failure, '/url')}
      />
      <TextField
        label={t.value.events.description}
        help={t.value.events.descriptionHelp}
        optional
        maxLength={200}
        value={description.value}
        onInput={(value) => (description.value = value)}
        fault={faultAt(failure, '/description')}
      />
      <TypesField
        isAll={isAll.value}
        chosen={types.value}
        all={(all) => (isAll.value = all)}
        choose={(chosen) => (types.value = chosen)}
        fault={faultAt(failure, '/types')}
      />
      {endpoint && (
        <CheckField
          label={t.value.events.enabled}
          checked={enabled.value}
          onChange={(checked) => (enabled.value = checked)}
        />
      )}
    </FormDialog>
  );
};
