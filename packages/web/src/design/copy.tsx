import { common } from '../language/texts.ts';
import { Icon } from './icon.tsx';
import { toast } from './toast.tsx';

/** @param what the thing's name, for the message */
export const CopyButton = ({ text, what }: { text: string; what: string }) => (
  <button
    type="button"
    class="button small"
    aria-label={`${common.value.copy}: ${what}`}
    onClick={() => {
      void navigator.clipboard.writeText(text).then(() => toast(common.value.copied(what)));
    }}
  >
    <Icon name="copy" />
    {common.value.copy}
  </button>
);

/** A value that people copy into something else. */
export const CopyLine = ({
  label,
  value,
  copied = value,
  mono = false,
  accent = false,
}: {
  label: string;
  value: string;
  copied?: string;
  mono?: boolean;
  accent?: boolean;
}) => (
  <div class={`copy ${accent ? 'accent' : ''}`}>
    <dt>{label}</dt>
    <dd class={`value ${mono ? 'mono' : ''}`}>{value}</dd>
    <dd class="act">
      <CopyButton text={copied} what={label} />
    </dd>
  </div>
);
