import { useEffect } from 'preact/hooks';
import { brand, titlePage } from '../../frame/brand.ts';
import { SignInButton } from '../../session/gate.tsx';
import { t } from '../texts.ts';

/** What people see before they sign in: whose portal this is. */
export const Welcome = () => {
  useEffect(() => titlePage(t.value.welcome.title), []);
  return (
    <div class="welcome">
      <div class="card">
        {brand.value?.logoUrl === undefined ? (
          <span class="mark" aria-hidden="true">
            {(brand.value?.name ?? ' ').charAt(0)}
          </span>
        ) : (
          <img class="mark" src={brand.value.logoUrl} alt="" />
        )}
        <h1>{brand.value?.name ?? t.value.welcome.title}</h1>
        <p class="second">{t.value.welcome.lead}</p>
        <SignInButton />
      </div>
    </div>
  );
};
