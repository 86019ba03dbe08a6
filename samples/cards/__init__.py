"""Papers that are drawn as pictures: licences, certificates, plaques, identity cards, screens. Each has several layouts."""
