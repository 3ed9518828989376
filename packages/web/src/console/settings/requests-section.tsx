import { CheckField, TextArea, TextField } from '../../design/field.tsx';
import { Card } from '../../design/parts.tsx';
import { Rows } from '../form/rows.tsx';
import { t } from '../texts.ts';
import type { MethodForm, Part, RequestsForm } from './form.ts';

type Fault = Part['fault'];

const Method = ({
  id,
  method,
  change,
  fault,
}: {
  id: 'bank_transfer' | 'crypto';
  method: MethodForm;
  change: (method: MethodForm) => void;
  fault: Fault;
}) => {
  const at = `/requests/methods/${id}`;
  return (
    <div class="stack">
      <CheckField
        label={t.value.settings.methods[id]}
        checked={method.isOn}
        onChange={(isOn) => change({ ...method, isOn })}
      />
      {method.isOn && (
        <div class="stack indented">
          <TextArea
            label={t.value.settings.instructions}
            help={t.value.settings.instructionsHelp}
            maxLength={4000}
            value={method.instructions}
            onInput={(instructions) => change({ ...method, instructions })}
            fault={fault(`${at}/instructions`)}
          />
          <Rows
            legend={t.value.settings.details}
            items={method.details}
            change={(details) => change({ ...method, details })}
            added={() => ({ label: '', value: '' })}
            addText={t.value.settings.addDetail}
            name={t.value.settings.detail}
            most={20}
            isOrdered
            fault={fault(`${at}/details`)}
          >
            {(detail, set, index) => (
              <div class="grow row-fields">
                <TextField
                  label={t.value.settings.label}
                  maxLength={60}
                  value={detail.label}
                  onInput={(label) => set({ ...detail, label })}
                  fault={fault(`${at}/details/${index}/label`)}
                />
                <TextField
                  label={t.value.settings.value}
                  maxLength={200}
                  value={detail.value}
                  onInput={(value) => set({ ...detail, value })}
                  fault={fault(`${at}/details/${index}/value`)}
                />
              </div>
            )}
          </Rows>
        </div>
      )}
    </div>
  );
};

type Policy = { requests: RequestsForm; change: (changed: Partial<RequestsForm>) => void; fault: Fault };

const Steps = ({ requests, change, fault }: Policy) => (
  <div class="stack tight">
    <Rows
      legend={t.value.settings.steps}
      items={requests.steps}
      change={(steps) => change({ steps })}
      added={() => ({ name: '', role: '', fromCredits: '' })}
      addText={t.value.settings.addStep}
      name={t.value.settings.step}
      least={1}
      most={10}
      isOrdered
      fault={fault('/requests/steps')}
    >
      {(step, set, index) => (
        <div class="grow row-fields">
          <TextField
            label={t.value.settings.stepName}
            maxLength={32}
            value={step.name}
            onInput={(name) => set({ ...step, name })}
            fault={fault(`/requests/steps/${index}/name`)}
          />
          <TextField
            label={t.value.settings.stepRole}
            optional
            maxLength={64}
            value={step.role}
            onInput={(role) => set({ ...step, role })}
            fault={fault(`/requests/steps/${index}/role`)}
          />
          <TextField
            label={t.value.settings.stepFrom}
            optional
            inputMode="numeric"
            inputClass="number"
            value={step.fromCredits}
            onInput={(fromCredits) => set({ ...step, fromCredits })}
            fault={fault(`/requests/steps/${index}/fromCredits`)}
          />
        </div>
      )}
    </Rows>
    <p class="help">{t.value.settings.stepsHelp}</p>
  </div>
);

const Times = ({ requests, change, fault }: Policy) => (
  <div class="columns even">
    <TextField
      label={t.value.settings.remindAfterHours}
      inputMode="numeric"
      inputClass="number"
      value={requests.remindAfterHours}
      onInput={(remindAfterHours) => change({ remindAfterHours })}
      fault={fault('/requests/remindAfterHours')}
    />
    <TextField
      label={t.value.settings.expireAfterDays}
      inputMode="numeric"
      inputClass="number"
      value={requests.expireAfterDays}
      onInput={(expireAfterDays) => change({ expireAfterDays })}
      fault={fault('/requests/expireAfterDays')}
    />
  </div>
);

/** How customers buy credits outside of the providers, and who approves. */
export const RequestsSection = ({ form: { requests }, set, fault }: Part) => {
  const change = (changed: Partial<RequestsForm>): void => set({ requests: { ...requests, ...changed } });
  const policy = { requests, change, fault };
  return (
    <Card title={t.value.settings.requests} id="requests">
      <div class="body stack loose">
        <CheckField
          label={t.value.settings.requestsOn}
          help={t.value.settings.requestsHelp}
          checked={requests.isOn}
          onChange={(isOn) => change({ isOn })}
        />
        {requests.isOn && (
          <>
            <Method
              id="bank_transfer"
              method={requests.bank_transfer}
              change={(method) => change({ bank_transfer: method })}
              fault={fault}
            />
            <Method
              id="crypto"
              method={requests.crypto}
              change={(method) => change({ crypto: method })}
              fault={fault}
            />
            <Steps {...policy} />
            <Times {...policy} />
          </>
        )}
      </div>
    </Card>
  );
};
