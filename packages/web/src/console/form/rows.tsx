import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { Icon, type IconName } from '../../design/icon.tsx';
import { t } from '../texts.ts';

const IconButton = ({
  icon,
  label,
  disabled = false,
  onClick,
}: {
  icon: IconName;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}) => (
  <button
    type="button"
    class="button icon-only"
    aria-label={label}
    title={label}
    disabled={disabled}
    onClick={onClick}
  >
    <Icon name={icon} />
  </button>
);

const moved = <Item,>(items: readonly Item[], from: number, to: number): Item[] => {
  const others = items.filter((_, index) => index !== from);
  return [...others.slice(0, to), ...items.slice(from, from + 1), ...others.slice(to)];
};

/**
 * A list to which people add, from which they remove, and whose order they may change.
 * @param name what one of them is called, with its number, for the buttons
 * @param least how many have to stay
 */
export const Rows = <Item,>({
  legend,
  items,
  change,
  added,
  addText,
  name,
  least = 0,
  most,
  isOrdered = false,
  fault,
  children,
}: {
  legend: string;
  items: readonly Item[];
  change: (items: Item[]) => void;
  added: () => Item;
  addText: string;
  name: (number: number) => string;
  least?: number;
  most: number;
  isOrdered?: boolean;
  fault?: string | undefined;
  children: (item: Item, set: (item: Item) => void, index: number) => ComponentChildren;
}) => {
  const foot = useRef<HTMLDivElement>(null);
  const remove = (index: number): void => {
    change(items.filter((_, other) => other !== index));
    // The pressed button is gone: the focus stays in the list.
    foot.current?.querySelector('button')?.focus();
  };
  return (
    <fieldset class="stack tight">
      <legend class="label strong">{legend}</legend>
      {items.map((item, index) => (
        <div class="list-row" key={index}>
          {children(item, (value) => change(items.with(index, value)), index)}
          <div class="row">
            {isOrdered && (
              <>
                <IconButton
                  icon="up"
                  label={t.value.form.moveUp(name(index + 1))}
                  disabled={index === 0}
                  onClick={() => change(moved(items, index, index - 1))}
                />
                <IconButton
                  icon="down"
                  label={t.value.form.moveDown(name(index + 1))}
                  disabled={index === items.length - 1}
                  onClick={() => change(moved(items, index, index + 1))}
                />
              </>
            )}
            <IconButton
              icon="trash"
              label={t.value.form.removeNamed(name(index + 1))}
              disabled={items.length <= least}
              onClick={() => remove(index)}
            />
          </div>
        </div>
      ))}
      {fault !== undefined && (
        <p class="fault" role="alert">
          <Icon name="circle" />
          {fault}
        </p>
      )}
      <div ref={foot}>
        <Button small icon="plus" disabled={items.length >= most} onClick={() => change([...items, added()])}>
          {addText}
        </Button>
      </div>
    </fieldset>
  );
};
