#!/usr/bin/env bash
# Version: whatstk 0.9.1 and chat-miner 0.6.0, which read the chats that WhatsApp exports as text, Python 3.11.
# Behaviour: the export does not say whether 02/03/24 is the second of March or the third of February; that depends on the
#   telephone. Of three messages, a month apart each by British habit, whatstk makes three days in a row, and says nothing;
#   chat-miner reads the same file with the day first, and warns.
# Expected: the same days from both, or a word from both that they are a guess.
# Seen:   whatstk     2024-02-01 2024-02-02 2024-02-03
#         chat-miner  2024-01-02 2024-02-02 2024-03-02
# Why it matters: local channels post now and then; a quarter's attacks become one week's, or the reverse. Ours decides where a
#   number above 12 or the order of the messages does, and else leaves the day missing and says so
#   (tests/formats/records/test_chats.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'whatstk==0.9.1' 'chat-miner==0.6.0'
cat > "$folder/chat.txt" <<'END'
02/01/24, 10:15 - Harrow Watch: Shells hit the grain pier.
02/02/24, 09:01 - Harrow Watch: A third docker died in hospital.
02/03/24, 18:40 - Harrow Watch: The pier is open again.
END
cat > "$folder/see.py" <<'PY'
import logging
import sys

from chatminer.chatparsers import WhatsAppParser
from whatstk import WhatsAppChat

logging.disable(logging.CRITICAL)
days = WhatsAppChat.from_source(sys.argv[1]).df["date"]
print("whatstk    ", *sorted(str(day.date()) for day in days))
parser = WhatsAppParser(sys.argv[1])
parser.parse_file()
print("chat-miner ", *sorted(str(moment.date()) for moment in parser.parsed_messages.get_df()["timestamp"]))
PY
"$folder/venv/bin/python" -W ignore "$folder/see.py" "$folder/chat.txt" > "$folder/seen" 2> /dev/null
cat "$folder/seen"
diff "$folder/seen" - <<'END'
whatstk     2024-02-01 2024-02-02 2024-02-03
chat-miner  2024-01-02 2024-02-02 2024-03-02
END
