import { useState } from 'react';
import { addressOf } from '../api/call.js';
import './avatar.css';

interface AvatarProps {
  readonly pin: string;
  readonly name: string;
  /** When the photo was made; null = there is none, so that none is asked for. */
  readonly photoAt: string | null | undefined;
  readonly size?: 24 | 32 | 64 | 128;
}

const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1))
    .join('');

/** The photo of a person, or else initials. The name stands beside it, so it is not read aloud. */
export function Avatar({ pin, name, photoAt, size = 24 }: AvatarProps) {
  const [isBroken, setBroken] = useState(false);
  const hasPhoto = photoAt !== null && photoAt !== undefined && !isBroken;
  return (
    <span className="avatar" style={{ inlineSize: size, blockSize: size, fontSize: size * 0.4 }} aria-hidden="true">
      {hasPhoto ? (
        <img
          src={addressOf(`/persons/${encodeURIComponent(pin)}/photo`, { size: size > 64 ? 256 : 64, at: photoAt })}
          width={size}
          height={size}
          alt=""
          loading="lazy"
          onError={() => setBroken(true)}
        />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}
