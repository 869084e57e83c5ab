import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import './style.css'
import './work/work.css'
import { Speaking } from './words/words'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Speaking>
      <App />
    </Speaking>
  </StrictMode>,
)
