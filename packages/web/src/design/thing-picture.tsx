import type { Picture } from '@scrip/client';
import { Icon } from './icon.tsx';

/** What something looks like, or a quiet sign where it has no picture. The name beside it says what it is. */
export const ThingPicture = ({
  picture,
  icon = 'box',
}: {
  picture: Picture | undefined;
  icon?: 'box' | 'pen';
}) =>
  picture ? (
    <img
      class="picture"
      src={picture.url}
      width={picture.width}
      height={picture.height}
      alt=""
      loading="lazy"
    />
  ) : (
    <span class="picture none">
      <Icon name={icon} />
    </span>
  );
