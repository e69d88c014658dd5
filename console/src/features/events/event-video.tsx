import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { LateTexts } from '../../ui/late-texts.js';
import { StreamList } from '../../ui/stream-list.js';
import { Waiting } from '../../ui/waiting.js';

function Recordings({ id }: { readonly id: string }) {
  const t = useT();
  const asked = useQuery({
    queryKey: ['eventVideo', id],
    queryFn: ({ signal }) => call('GET /events/{id}/video', { path: { id }, signal }),
    retry: false,
  });
  return (
    <>
      <Waiting asked={asked} />
      {asked.data?.items.length === 0 && <p className="muted">{t('cameras.noneHere')}</p>}
      {asked.data?.items.map(({ cameraId, name, streams, fault }) => (
        <section key={cameraId}>
          <h4>
            <bdi>{name}</bdi>
          </h4>
          {fault !== null && <p className="muted">{fault}</p>}
          <StreamList streams={streams} />
        </section>
      ))}
    </>
  );
}

/** What the cameras of the door recorded then, at the press of a button: a recorder may have to be asked. */
export function EventVideo({ id }: { readonly id: string }) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <div className="row">
        <Button onPress={() => setAsked(!isAsked)} aria-expanded={isAsked}>
          {t('events.video')}
        </Button>
      </div>
      {isAsked && (
        <LateTexts>
          <Recordings id={id} />
        </LateTexts>
      )}
    </>
  );
}
