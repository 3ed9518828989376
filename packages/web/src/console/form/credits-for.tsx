import type { OnlyFor } from '@scrip/client';
import { OnlyForField } from '../../restricted/only-for-field.tsx';
import { restrictedTexts } from '../../restricted/texts.ts';
import { useThings } from '../things.ts';

/** What alone credits are for that the agency sells or gives, once it is known what there is. */
export const CreditsFor = (props: {
  value: OnlyFor | undefined;
  onChange: (value: OnlyFor) => void;
  label?: string;
  fault?: string | undefined;
}) => {
  const things = useThings(true);
  return things && <OnlyForField {...props} things={things} help={restrictedTexts().creditsHelp} />;
};
