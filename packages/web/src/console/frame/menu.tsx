import { useLocation } from 'preact-iso';
import { Icon } from '../../design/icon.tsx';
import { brand } from '../../frame/brand.ts';
import { number } from '../../language/format.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { rooms } from './pages.ts';
import { MAX_COUNTED, useWaiting } from './waiting.ts';

const isCurrent = (path: string, here: string): boolean =>
  path === '/' ? here === href('/') || here === `${href('/')}/` : here.startsWith(href(path));

const WaitingCount = () => {
  const count = useWaiting().data?.items.length ?? 0;
  if (count === 0) return null;
  const text = count >= MAX_COUNTED ? `${number(count)}+` : number(count);
  return (
    <span class="count">
      <span aria-hidden="true">{text}</span>
      <span class="sr">{t.value.nav.waiting(text)}</span>
    </span>
  );
};

export const RoomLinks = () => {
  const { path: here } = useLocation();
  return (
    <>
      {rooms().map(([path, text, icon]) => (
        <a key={path} href={href(path)} aria-current={isCurrent(path, here) ? 'page' : undefined}>
          <Icon name={icon} />
          <span class="grow">{text}</span>
          {path === '/requests' && <WaitingCount />}
        </a>
      ))}
    </>
  );
};

export const Brand = () => (
  <a class="brand" href={href('/')}>
    {brand.value?.logoUrl === undefined ? (
      <span class="mark" aria-hidden="true">
        {(brand.value?.name ?? 'S').charAt(0)}
      </span>
    ) : (
      <img class="mark" src={brand.value.logoUrl} alt="" width="28" height="28" />
    )}
    <span class="name">{brand.value?.name ?? t.value.nav.console}</span>
  </a>
);
