import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Avatar } from '../../ui/avatar.js';
import { base64Of } from '../../ui/base64-of.js';
import { Button } from '../../ui/button.js';
import { FileButton } from '../../ui/file-button.js';
import { LateTexts } from '../../ui/late-texts.js';
import { personName } from '../../ui/person-name.js';
import { useAct, type Person } from './queries.js';

type Faults = Answer<'POST /persons/photo-check'>['faults'];

/** A photo that devices may not use, before it takes the place of one that they do. */
interface Doubtful {
  readonly photo: string;
  readonly faults: Faults;
}

function Doubts({ faults, onUse }: { readonly faults: Faults; readonly onUse: () => void }) {
  const t = useT();
  return (
    <div role="alert" className="stack">
      <p>{t('photo.faults')}</p>
      <ul>
        {faults.map(({ code, message }) => (
          <li key={code}>{t.loose(`photo.f-${code}`, message)}</li>
        ))}
      </ul>
      <div className="row">
        {faults.every(({ code }) => code !== 'photoInvalid') && <Button onPress={onUse}>{t('photo.anyway')}</Button>}
      </div>
    </div>
  );
}

export function Photo({ person }: { readonly person: Person }) {
  const t = useT();
  const { pin, photoAt } = person;
  const [doubtful, setDoubtful] = useState<Doubtful | null>(null);
  const put = useAct(async (photo: string) => {
    await call('PUT /persons/{pin}/photo', { path: { pin }, body: { photo } });
    setDoubtful(null);
  });
  const choose = useAct(async (file: File) => {
    setDoubtful(null);
    const photo = await base64Of(file);
    const { faults } = await call('POST /persons/photo-check', { body: { photo } });
    if (faults.length > 0) setDoubtful({ photo, faults });
    else await call('PUT /persons/{pin}/photo', { path: { pin }, body: { photo } });
  });
  const remove = useAct(() => call('DELETE /persons/{pin}/photo', { path: { pin } }));
  return (
    <>
      <div className="row">
        <Avatar key={photoAt} pin={pin} name={personName(person)} photoAt={photoAt} size={128} />
        <FileButton
          accept="image/jpeg,image/png"
          isDisabled={choose.isPending || put.isPending}
          onFile={(file) => choose.mutate(file)}
        >
          {t(photoAt ? 'person.changePhoto' : 'person.addPhoto')}
        </FileButton>
        {photoAt && (
          <Button kind="quiet" isDisabled={remove.isPending} onPress={() => remove.mutate()}>
            {t('person.removePhoto')}
          </Button>
        )}
      </div>
      {doubtful && (
        <LateTexts>
          <Doubts faults={doubtful.faults} onUse={() => put.mutate(doubtful.photo)} />
        </LateTexts>
      )}
    </>
  );
}
