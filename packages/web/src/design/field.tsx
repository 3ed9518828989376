import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { common } from '../language/texts.ts';

/** What goes to the control: its name for labels, and what describes it. */
type Described = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
};

/** A label, its control, a help text, and what is wrong in words beside it. */
export const Field = ({
  label,
  help,
  fault,
  optional = false,
  hideLabel = false,
  class: className = '',
  children,
}: {
  label: ComponentChildren;
  help?: ComponentChildren;
  fault?: string | undefined;
  optional?: boolean;
  hideLabel?: boolean;
  class?: string;
  children: (described: Described) => ComponentChildren;
}) => {
  const id = useId();
  const described = [help !== undefined && `${id}-help`, fault !== undefined && `${id}-fault`].filter(
    Boolean,
  );
  return (
    <div class={`field ${className}`}>
      <label for={id} class={hideLabel ? 'sr' : ''}>
        {label}
        {optional && <span class="muted"> ({common.value.optional})</span>}
      </label>
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': fault === undefined ? undefined : true,
      })}
      {help !== undefined && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`} role="alert">
          <Icon name="circle" />
          {fault}
        </p>
      )}
    </div>
  );
};

type TextFieldProps = {
  label: ComponentChildren;
  value: string;
  onInput: (value: string) => void;
  help?: ComponentChildren;
  fault?: string | undefined;
  optional?: boolean;
  hideLabel?: boolean;
  class?: string;
  inputClass?: string;
} & Pick<
  JSX.IntrinsicElements['input'],
  | 'type'
  | 'name'
  | 'required'
  | 'placeholder'
  | 'inputMode'
  | 'autoComplete'
  | 'maxLength'
  | 'disabled'
  | 'autoFocus'
  | 'min'
  | 'max'
  | 'step'
  | 'pattern'
  | 'spellcheck'
  | 'list'
>;

/** One line of text. */
export const TextField = ({
  label,
  value,
  onInput,
  help,
  fault,
  optional,
  hideLabel,
  class: className,
  inputClass = '',
  ...input
}: TextFieldProps) => (
  <Field
    label={label}
    {...(help !== undefined && { help })}
    fault={fault}
    {...(optional !== undefined && { optional })}
    {...(hideLabel !== undefined && { hideLabel })}
    {...(className !== undefined && { class: className })}
  >
    {(described) => (
      <input
        {...input}
        {...described}
        class={`input ${inputClass}`}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    )}
  </Field>
);

/** Several lines of text. */
export const TextArea = ({
  label,
  value,
  onInput,
  help,
  fault,
  optional = false,
  ...area
}: {
  label: ComponentChildren;
  value: string;
  onInput: (value: string) => void;
  help?: ComponentChildren;
  fault?: string | undefined;
  optional?: boolean;
} & Pick<
  JSX.IntrinsicElements['textarea'],
  'name' | 'required' | 'maxLength' | 'rows' | 'placeholder' | 'disabled'
>) => (
  <Field label={label} {...(help !== undefined && { help })} fault={fault} optional={optional}>
    {(described) => (
      <textarea
        {...area}
        {...described}
        class="input"
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    )}
  </Field>
);

/** One of some values. `options` pairs each value with what people read. */
export const SelectField = <Value extends string>({
  label,
  value,
  options,
  onChange,
  hideLabel = false,
  help,
  fault,
  disabled = false,
}: {
  label: ComponentChildren;
  value: Value;
  options: readonly (readonly [value: Value, text: string])[];
  onChange: (value: Value) => void;
  hideLabel?: boolean;
  help?: ComponentChildren;
  fault?: string | undefined;
  disabled?: boolean;
}) => (
  <Field label={label} hideLabel={hideLabel} {...(help !== undefined && { help })} fault={fault}>
    {(described) => (
      <select
        {...described}
        class="input"
        value={value}
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const chosen = options[currentTarget.selectedIndex];
          if (chosen) onChange(chosen[0]);
        }}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** Yes or no. */
export const CheckField = ({
  label,
  help,
  checked,
  onChange,
  disabled = false,
}: {
  label: ComponentChildren;
  help?: ComponentChildren;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) => (
  <label class="check">
    <input
      type="checkbox"
      checked={checked}
      disabled={disabled}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
    <span>
      {label}
      {help !== undefined && <span class="help block">{help}</span>}
    </span>
  </label>
);

/** A few alternatives in a row, of which one applies. */
export const Segments = <Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, text: string])[];
  onChange: (value: Value) => void;
}) => {
  const name = useId();
  return (
    <fieldset>
      <legend class="sr">{label}</legend>
      <div class="segments">
        {options.map(([one, text]) => (
          <label key={one}>
            <input
              type="radio"
              name={name}
              value={one}
              checked={one === value}
              onChange={() => onChange(one)}
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
};
