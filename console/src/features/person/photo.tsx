import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Avatar } from '../../ui/avatar.js';
import { base64Of } from '../../ui/base64-of.js';
import { Button } from '../../ui/button.js';
import { FileButton } from '../../ui/file-button.js';
import { personName } from '../../ui/person-name.js';
import { useAct, type Person } from './queries.js';

export function Photo({ person }: { readonly person: Person }) {
  const t = useT();
  const { pin, photoAt } = person;
  const put = useAct(async (file: File) => {
    const photo = await base64Of(file);
    return call('PUT /persons/{pin}/photo', { path: { pin }, body: { photo } });
  });
  const remove = useAct(() => call('DELETE /persons/{pin}/photo', { path: { pin } }));
  return (
    <div className="row">
      <Avatar key={photoAt} pin={pin} name={personName(person)} photoAt={photoAt} size={128} />
      <FileButton accept="image/jpeg,image/png" isDisabled={put.isPending} onFile={(file) => put.mutate(file)}>
        {t(photoAt ? 'person.changePhoto' : 'person.addPhoto')}
      </FileButton>
      {photoAt && (
        <Button kind="quiet" isDisabled={remove.isPending} onPress={() => remove.mutate()}>
          {t('person.removePhoto')}
        </Button>
      )}
    </div>
  );
}
