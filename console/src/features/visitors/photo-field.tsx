import { useT } from '../../i18n/t.js';
import { base64Of } from '../../ui/base64-of.js';
import { Button } from '../../ui/button.js';
import { FileButton } from '../../ui/file-button.js';

export interface Photo {
  readonly type: string;
  readonly base64: string;
}

interface PhotoProps {
  readonly photo: Photo | null;
  readonly onChoose: (photo: Photo | null) => void;
}

/** The face, from a file; a phone offers its camera. */
export function PhotoField({ photo, onChoose }: PhotoProps) {
  const t = useT();
  const read = async (file: File) => onChoose({ type: file.type, base64: await base64Of(file) });
  return (
    <div className="row">
      {photo && <img className="visitor-photo" src={`data:${photo.type};base64,${photo.base64}`} alt="" />}
      <FileButton accept="image/jpeg,image/png" onFile={(file) => void read(file)}>
        {t(photo ? 'visitors.otherPhoto' : 'visitors.photo')}
      </FileButton>
      {photo && (
        <Button kind="quiet" onPress={() => onChoose(null)}>
          {t('visitors.noPhoto')}
        </Button>
      )}
    </div>
  );
}
