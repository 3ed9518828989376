import { useLocation } from 'preact-iso';
import { useRef } from 'preact/hooks';
import { Icon } from '../../design/icon.tsx';
import { brand } from '../../frame/brand.ts';
import { initials } from '../../frame/initials.ts';
import { common } from '../../language/texts.ts';
import { returnUrl, sessionState, signOut, whoIsIn } from '../../session/session.ts';
import { Balance } from './balance.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';

const pages = () =>
  [
    ['/', t.value.nav.credits],
    ['/store', t.value.nav.store],
    ['/library', t.value.nav.library],
    ['/services', t.value.nav.services],
    ['/invoices', t.value.nav.invoices],
    ['/requests', t.value.nav.requests],
    ['/receipts', t.value.nav.receipts],
  ] as const;

/** A page and all below it: a product belongs to the store. Buying, redeeming and sending belong to Credits. */
const isCurrent = (path: string, here: string): boolean =>
  path === '/'
    ? [href('/'), href('/buy'), href('/redeem'), href('/send'), href('/return')].includes(here)
    : here.startsWith(href(path)) || (path === '/services' && here.startsWith(href('/orders')));

const Links = () => {
  const { path } = useLocation();
  return (
    <>
      {pages().map(([page, text]) => (
        <a key={page} href={href(page)} aria-current={isCurrent(page, path) ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </>
  );
};

const Brand = () => (
  <a class="brand" href={href('/')}>
    {brand.value?.logoUrl === undefined ? (
      <span class="mark" aria-hidden="true">
        {(brand.value?.name ?? ' ').charAt(0)}
      </span>
    ) : (
      <img class="mark" src={brand.value.logoUrl} alt="" width="28" height="28" />
    )}
    <span class="name">{brand.value?.name}</span>
  </a>
);

const PersonMenu = () => {
  const name = whoIsIn.value?.name ?? '';
  return (
    <>
      <button
        type="button"
        class="avatar"
        popoverTarget="person-menu"
        aria-label={t.value.nav.person(name)}
        data-initials={initials(name) || undefined}
      >
        {initials(name) === '' && <Icon name="people" />}
      </button>
      <div id="person-menu" popover="auto" class="menu">
        {name !== '' && <p class="muted small">{name}</p>}
        <a href={href('/settings')}>{t.value.nav.settings}</a>
        <button type="button" onClick={() => void signOut(href('/'))}>
          {returnUrl() === undefined ? common.value.signOut : t.value.nav.leave}
        </button>
      </div>
    </>
  );
};

/** The agency's name, where one can go, what one has. */
export const Header = () => {
  const menu = useRef<HTMLElement>(null);
  const isIn = sessionState.value === 'in';
  return (
    <header class="portal-head">
      <div>
        <Brand />
        {isIn && (
          <>
            <nav class="nav" aria-label={common.value.main}>
              <Links />
            </nav>
            <span class="grow" />
            <Balance />
            <PersonMenu />
            <button
              type="button"
              class="button icon-only small-only"
              popoverTarget="menu"
              aria-label={common.value.menu}
            >
              <Icon name="menu" />
            </button>
          </>
        )}
      </div>
      {isIn && (
        <nav
          id="menu"
          ref={menu}
          popover="auto"
          class="menu"
          aria-label={common.value.menu}
          onClick={() => menu.current?.hidePopover()}
        >
          <Links />
        </nav>
      )}
    </header>
  );
};
