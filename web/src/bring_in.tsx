// The two ways in: files from this computer, a folder on the server.
import { Upload } from './upload'
import { ImportFolder } from './imports'
import { useWords } from './words/words'

export function BringIn({ collection }: { collection?: string }) {
  const { w } = useWords()
  return (
    <div className="bring-in">
      <section className="card"><h2>{w.upload.title}</h2><Upload collection={collection} /></section>
      <section className="card"><h2>{w.imports.title}</h2><ImportFolder collection={collection} /></section>
    </div>
  )
}
