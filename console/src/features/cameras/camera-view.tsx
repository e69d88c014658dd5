import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { StreamList } from '../../ui/stream-list.js';
import { Waiting } from '../../ui/waiting.js';

/** What a camera sees now: a picture at the press of a button, and addresses for a player. */
export function CameraView({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useT();
  /** Counts the pictures: each has an address of its own. */
  const [asked, setAsked] = useState(0);
  const [isBroken, setBroken] = useState(false);
  const streams = useQuery({
    queryKey: ['cameras', 'streams', id],
    queryFn: ({ signal }) => call('GET /cameras/{id}/streams', { path: { id }, signal }),
    retry: false,
  });
  const look = () => {
    setBroken(false);
    setAsked((count) => count + 1);
  };
  return (
    <div className="stack">
      <div className="row">
        <Button onPress={look}>{t('cameras.look')}</Button>
      </div>
      {asked > 0 && !isBroken && (
        <img
          key={asked}
          className="camera-picture"
          src={addressOf(`/cameras/${encodeURIComponent(id)}/snapshot`)}
          alt={t('cameras.picture', { name })}
          onError={() => setBroken(true)}
        />
      )}
      {isBroken && <p role="status">{t('cameras.noPicture')}</p>}
      <Waiting asked={streams} />
      {streams.data && <StreamList streams={streams.data.items} />}
    </div>
  );
}
